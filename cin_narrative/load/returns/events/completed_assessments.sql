-- One row per assessment completed (authorised) in the year, of any referral. One that ends before it starts is left out.
--   return_id      the return
--   episode        the module it belongs to
--   assessment     its number in this load
--   days           working days from start to completion: those after the start day up to and including the last
--   duration_band  same_day, 1_to_10_days, ... 61_days_or_more; nothing without a start date
SELECT t.return_id, t.episode, t.part AS assessment, t.days,
  CASE WHEN t.days IS NULL THEN NULL WHEN t.days <= 0 THEN 'same_day' WHEN t.days <= 10 THEN '1_to_10_days'
       WHEN t.days <= 20 THEN '11_to_20_days' WHEN t.days <= 30 THEN '21_to_30_days' WHEN t.days <= 40 THEN '31_to_40_days'
       WHEN t.days <= 45 THEN '41_to_45_days' WHEN t.days <= 50 THEN '46_to_50_days' WHEN t.days <= 60 THEN '51_to_60_days'
       ELSE '61_days_or_more' END AS duration_band
FROM (
  SELECT a.return_id, a.episode, a.part, f.working_day - s.working_day AS days
  FROM Assessments a
  JOIN returns r ON r.return_id = a.return_id
  LEFT JOIN calendar s ON s.day = greatest(a.AssessmentActualStartDate, DATE '$first_calendar_day')
    AND a.AssessmentActualStartDate IS NOT NULL
  LEFT JOIN calendar f ON f.day = a.AssessmentAuthorisationDate
  WHERE a.AssessmentAuthorisationDate BETWEEN r.first_day AND r.last_day
    AND (a.AssessmentActualStartDate IS NULL OR a.AssessmentActualStartDate <= a.AssessmentAuthorisationDate)
) t
