"""The screen: the views of what the package says. Start it with ``python -m streamlit run
streamlit_app.py``, or with ``cin-narrative app``.
"""

from cin_narrative.screen.frame import show

show()
