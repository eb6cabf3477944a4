"""Eight short, quiet cues, synthesised: struck tones with a few overtones, rustle and rumble."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from game.arrays import Array

RATE = 44100


def _tones(pitches: Sequence[float], seconds: float, soft: float) -> Array:
    """Struck tones with a few warm overtones, dying away; ``soft``: seconds to their height."""
    t = np.arange(int(RATE * seconds)) / RATE
    wave = np.zeros_like(t)
    for pitch in pitches:
        for k, share in ((1, 1.0), (2, 0.35), (3, 0.12)):
            wave += share * np.sin(2 * np.pi * pitch * k * t) * np.exp(-t * k * 3.2 / seconds)
    return np.asarray(wave * np.minimum(t / soft, 1) / len(pitches))


def _noise(seconds: float, low: int, seed: int) -> Array:
    """Rustle or rumble: noise with what is above ``low`` samples smoothed away."""
    raw = np.random.default_rng(seed).standard_normal(int(RATE * seconds) + low)
    smooth = np.convolve(raw, np.hanning(low) / np.sqrt(low), "same")[: int(RATE * seconds)]
    t = np.arange(len(smooth)) / RATE
    return np.asarray(smooth * np.exp(-t * 5 / seconds) * np.minimum(t / (seconds * 0.12), 1))


def _after(first: Array, other: Array, seconds: float) -> Array:
    """The other begins that much later."""
    wave = np.zeros(max(len(first), len(other) + int(RATE * seconds)))
    wave[: len(first)] += first
    wave[int(RATE * seconds) :][: len(other)] += other
    return wave


def wave(cue: str) -> Array:
    """One cue as floats of -1 to 1 at `RATE`; raises `KeyError` for one that is not in `CUES`."""
    made = _CUES[cue]()
    return np.asarray(made / max(1.0, float(np.abs(made).max())) * 0.6)


def pcm(cue: str) -> bytes:
    """The same as 16-bit samples for two ears."""
    samples = (wave(cue) * 32767).astype(np.int16)
    return np.repeat(samples, 2).tobytes()


_CUES: dict[str, Callable[[], Array]] = {
    "tick": lambda: 0.25 * _tones([1150], 0.06, 0.002),
    "page": lambda: 0.3 * _noise(0.28, 9, 1),
    "seal": lambda: _after(0.5 * _noise(0.12, 60, 2), 0.5 * _tones([196, 294], 0.5, 0.004), 0.05),
    "reveal": lambda: _after(0.5 * _tones([294, 440], 0.7, 0.02), 0.5 * _tones([587], 0.8, 0.02), 0.14),
    "pact": lambda: _after(0.5 * _tones([392], 0.6, 0.01), 0.5 * _tones([494, 587], 0.7, 0.01), 0.12),
    "strike": lambda: _after(0.7 * _noise(0.7, 160, 3), 0.6 * _tones([73, 98], 0.9, 0.01), 0.02),
    "won": lambda: _after(0.5 * _tones([220, 277], 0.7, 0.02), 0.5 * _tones([330], 0.8, 0.02), 0.18),
    "held": lambda: _after(0.5 * _tones([262], 0.6, 0.02), 0.5 * _tones([196, 247], 0.9, 0.02), 0.18),
}
CUES = tuple(_CUES)
