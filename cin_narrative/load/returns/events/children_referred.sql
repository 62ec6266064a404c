-- One row per child with a referral in the year.
--   return_id             the return
--   child                 LAchildID
--   age_band_at_referral  age in completed years at the first referral of the year: unborn (born later, or not yet),
--                         under_1, 1_to_4, 5_to_9, 10_to_15, 16_and_over
SELECT f.return_id, f.child,
  CASE WHEN k.unborn OR k.born > f.first_referral THEN 'unborn' WHEN k.born IS NULL THEN NULL
       WHEN f.age < 1 THEN 'under_1' WHEN f.age < 5 THEN '1_to_4' WHEN f.age < 10 THEN '5_to_9'
       WHEN f.age < 16 THEN '10_to_15' ELSE '16_and_over' END AS age_band_at_referral
FROM (
  SELECT g.return_id, g.child, g.child_row, g.first_referral,
    extract(year FROM g.first_referral) - extract(year FROM c.born)
      - CASE WHEN extract(month FROM g.first_referral) * 100 + extract(day FROM g.first_referral)
                < extract(month FROM c.born) * 100 + extract(day FROM c.born) THEN 1 ELSE 0 END AS age
  FROM (
    SELECT return_id, child, min(child_row) AS child_row, min(referral_date) AS first_referral
    FROM referrals GROUP BY return_id, child
  ) g
  JOIN children c ON c.child_row = g.child_row
) f
JOIN children k ON k.child_row = f.child_row
