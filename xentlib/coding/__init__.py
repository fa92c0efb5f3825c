"""Cross-entropy made physical: code words, and bytes whose number is the loss."""

from xentlib.coding.codes import decode, encode, huffman_code

__all__ = ["decode", "encode", "huffman_code"]
