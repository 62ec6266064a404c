-- One row per review of a child protection plan, with a true/false column for each thing that a rule asks about.
--   return_id, record, child, UPN   the return; the plan's number in this load; LAchildID; UPN
--   born_on, referred_on            the date of birth, or the expected one; the referral
--   begins_on, ends_on              the start and the end of the plan
--   the other columns are fields of the census, and facts that the rules of reviews.toml name
WITH during AS (
  SELECT DISTINCT v.part, v.CPPreviewDate AS held_on
  FROM Reviews v
  JOIN CINPlanDates n ON n.episode = v.episode
  JOIN quality_years r ON r.return_id = v.return_id
  WHERE v.CPPreviewDate >= n.CINPlanStartDate
    AND (v.CPPreviewDate < n.CINPlanEndDate OR (n.CINPlanEndDate IS NULL AND v.CPPreviewDate <= r.last_day))
)
SELECT v.return_id, v.part AS record, p.child, p.UPN, p.born_on, p.referred_on, p.begins_on, p.ends_on, v.CPPreviewDate,
  coalesce(v.CPPreviewDate <= p.begins_on, FALSE) AS not_after_start,
  v.CPPreviewDate IS NULL AS has_no_date,
  d.part IS NOT NULL AS during_a_need_plan,
  coalesce(v.CPPreviewDate = p.ends_on, FALSE) AS on_the_last_day,
  coalesce(v.CPPreviewDate > p.last_day, FALSE) AS after_the_year
FROM Reviews v
JOIN quality_protection_plans p ON p.record = v.part
LEFT JOIN during d ON d.part = v.part AND d.held_on = v.CPPreviewDate
