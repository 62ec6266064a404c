"""An authority's own census return: read, computed by event views in SQL, checked for quality,
reconciled.
"""
