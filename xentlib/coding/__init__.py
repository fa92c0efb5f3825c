"""Cross-entropy made physical: code words, and bytes whose number is the loss."""

from xentlib.coding.adaptive import count_model
from xentlib.coding.codes import decode, encode, huffman_code
from xentlib.coding.container import compress, decompress

__all__ = ["compress", "count_model", "decode", "decompress", "encode", "huffman_code"]
