"""The screens in a web browser on this machine: who may come in, the page, and a process for each window.

Nothing here draws: a window is the program's own screens, started in a process of their own with a driver
that speaks over pipes (:mod:`negotiate.serving.driver`), and relayed to the page over one socket.
"""
