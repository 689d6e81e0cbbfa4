"""Builds the wheel: the program `renmai` first, which the wheel brings too, then, by maturin, the extension module.

`RENMAI_PROFILE` names another profile of cargo than `release`, such as `dev`, which is built sooner.
"""

import os
import pathlib
import shutil
import subprocess

import maturin

HERE = pathlib.Path(__file__).resolve().parent
PROFILE = os.environ.get("RENMAI_PROFILE", "release")


def _program():
    """Puts the program where maturin takes it from."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target")).absolute()
    name = "renmai.exe" if os.name == "nt" else "renmai"
    build = ["cargo", "build", "--locked", "--profile", PROFILE, "--package", "renmai", "--bin", "renmai"]
    # With the extension module, so that what they share is built once, with the same features.
    build += ["--package", "renmai-python", "--features", "renmai/arrow"]
    subprocess.run(build, cwd=HERE, check=True)
    scripts = HERE / "target" / "renmai.data" / "scripts"
    scripts.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target / {"dev": "debug"}.get(PROFILE, PROFILE) / name, scripts / name)


def get_requires_for_build_wheel(config_settings=None):
    return []


get_requires_for_build_editable = get_requires_for_build_wheel

# Without the metadata ahead: maturin asks then already for the program that is to be brought.


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _program()
    os.environ.setdefault("MATURIN_PEP517_ARGS", f"--locked --profile {PROFILE}")
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    _program()
    os.environ.setdefault("MATURIN_PEP517_ARGS", f"--locked --profile {PROFILE}")
    return maturin.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("the wheel is built from the whole repository: pip install ./python")
