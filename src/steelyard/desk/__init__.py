"""The desk: a workbench in the browser with storage, approvals, an audit trail and an API."""
