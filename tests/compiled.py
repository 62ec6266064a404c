"""What Python compiles is kept, whatever the machine says: two workers and the programs that tests start need the same.

Images of containers set ``PYTHONDONTWRITEBYTECODE``. Then each worker compiles all the tests, and each program that a test starts
compiles ours, every time: a tenth of the run, and more where the libraries are compiled anew as well (``PYTHONPYCACHEPREFIX``). Git
passes over what is kept.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
