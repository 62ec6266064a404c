-- One row per episode of need open at 31 March and type of disability recorded for its child.
--   return_id   the return
--   episode     the module's number in this load
--   disability  the code; NONE and unknown codes left out, each code once
SELECT DISTINCT e.return_id, e.episode, d.Disability AS disability
FROM episodes e
JOIN Disabilities d ON d.child_row = e.child_row
WHERE e.open_at_31_march
  AND d.Disability IN ('MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON', 'AUT', 'DDA')
