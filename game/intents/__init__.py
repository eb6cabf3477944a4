"""What a power of each card would do, worked out from what one power knows: the blueprint.

An observer draws a `picture` of the world, works out the `dread` every power has of every other, the help each would
send, and from these the choices of every power under every card. Its own row is its policy; the rows of its rivals
are the likelihoods its beliefs are made of. Nothing here knows more than an observation.
"""
