"""The place of the wheel's Larder: PREFIX has bin, include, lib and share."""
import pathlib

PREFIX = pathlib.Path(__file__).resolve().parents[4]
