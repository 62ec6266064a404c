-- One row per episode with an assessment completed in the year and factor recorded in it.
--   return_id  the return
--   episode    the module
--   factor     the code, each once; 21 ("no factors identified") and unknown codes left out
SELECT DISTINCT a.return_id, a.episode, f.AssessmentFactors AS factor
FROM completed_assessments a
JOIN AssessmentFactors f ON f.part = a.assessment
WHERE f.AssessmentFactors IN ('1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C', '5A', '5B', '5C',
  '6A', '6B', '6C', '7A', '8B', '8C', '8D', '8E', '8F', '9A', '10A', '11A', '12A', '13A', '14A', '15A', '16A', '17A',
  '18A', '18B', '18C', '19A', '19B', '19C', '20', '22A', '23A', '24A')
