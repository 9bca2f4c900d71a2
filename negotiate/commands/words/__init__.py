"""The words of every command: its options, and one line of help. A module for each subject, loaded
when one of its commands is named; what a command does is loaded only when it is called.
"""
