"""Search over documents and records: where is that written?"""
