"""The screen: the views of what the package says. Start it with ``python -m streamlit run
streamlit_app.py``, or with ``cin-narrative app``.

Streamlit imports this file to serve it, and runs it as the main module for each reader.
"""

if __name__ == "__main__":
    from cin_narrative.screen.frame import show

    show()
else:
    from streamlit import App

    from cin_narrative.screen.preparation import prepared

    app = App(__file__, lifespan=prepared)
