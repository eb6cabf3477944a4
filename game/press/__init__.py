"""The printing press: paper, letters and lines (`pen`), running text (`flow`), pages for a browser (`template`).

The kit and the debriefs share it. reportlab and jinja2 are loaded when something is printed.
"""
