-- One row per child protection plan.
--   return_id              the return
--   episode                the module it belongs to
--   plan                   the plan's number in this load
--   child_row, child       the child's number in this load; LAchildID
--   start_date, end_date   CPPstartDate, CPPendDate
--   started                true for a plan that started in the year
--   ended                  true for a plan that ended in the year
--   open_at_31_march       started by 31 March and not ended by then
--   open_with_known_ethnicity   open at 31 March, and the child's ethnicity is known
--   at_any_point           open at 31 March or ended in the year
--   duration_band          of the time from start to end, or to 31 March where open
--   three_months_or_more   open at 31 March for at least three months (91 days)
--   initial_category, latest_category   NEG, PHY, SAB, EMO, MUL; nothing where missing or no code
--   started_as_second_or_subsequent   started in the year, and NumberOfPreviousCPP is 1 or more, however long ago
--   age_band, sex, ethnic_group, ethnicity_known   of the child (children.sql)
SELECT p.return_id, p.episode, p.part AS plan, e.child_row, e.child, p.start_date, p.end_date,
  p.started, p.ended, p.open_at_31_march, p.open_at_31_march AND e.ethnicity_known AS open_with_known_ethnicity,
  p.open_at_31_march OR p.ended AS at_any_point,
  CASE WHEN p.days IS NULL THEN NULL WHEN p.days <= $three_months_days THEN '3_months_or_less'
       WHEN p.days <= $six_months_days THEN 'more_than_3_to_6_months'
       WHEN p.days < $one_year_days THEN 'more_than_6_months_to_under_1_year'
       WHEN p.days < $two_years_days THEN '1_year_to_under_2_years' ELSE '2_years_or_more' END AS duration_band,
  p.open_at_31_march AND p.days >= $three_months_days AS three_months_or_more,
  p.initial_category, p.latest_category,
  p.started AND coalesce(p.NumberOfPreviousCPP >= 1, FALSE) AS started_as_second_or_subsequent,
  e.age_band, e.sex, e.ethnic_group, e.ethnicity_known
FROM (
  SELECT c.return_id, c.episode, c.part, c.CPPstartDate AS start_date, c.CPPendDate AS end_date, c.NumberOfPreviousCPP,
    coalesce(c.CPPstartDate BETWEEN r.first_day AND r.last_day, FALSE) AS started,
    coalesce(c.CPPendDate BETWEEN r.first_day AND r.last_day, FALSE) AS ended,
    coalesce(c.CPPstartDate <= r.last_day AND (c.CPPendDate IS NULL OR c.CPPendDate > r.last_day), FALSE) AS open_at_31_march,
    days_between(c.CPPstartDate, CASE WHEN c.CPPendDate <= r.last_day THEN c.CPPendDate ELSE r.last_day END) AS days,
    CASE WHEN c.InitialCategoryOfAbuse IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL') THEN c.InitialCategoryOfAbuse END AS initial_category,
    CASE WHEN c.LatestCategoryOfAbuse IN ('NEG', 'PHY', 'SAB', 'EMO', 'MUL') THEN c.LatestCategoryOfAbuse END AS latest_category
  FROM ChildProtectionPlans c
  JOIN returns r ON r.return_id = c.return_id
) p
JOIN episodes e ON e.episode = p.episode
