"""How Sphinx builds the site: Markdown in, plain pages out, nothing from another host."""

from steelyard import __version__

project = "Steelyard"
release = __version__
author = "the Steelyard maintainers"
extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
templates_path = ["templates"]
html_theme = "basic"
html_title = f"Steelyard {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_sidebars = {"**": []}
html_permalinks = False
highlight_language = "none"
pygments_style = "none"
