"""Why a figure computed here is other than DfE's: the reasons that can be tested."""
