"""The printing press: paper, letters and lines (`pen`), and running text over pages (`flow`).

The kit and the printed debriefs share it. reportlab is loaded when something is printed.
"""
