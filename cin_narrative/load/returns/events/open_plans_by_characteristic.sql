-- One row per child protection plan open at 31 March and group that its child belongs to.
--   return_id         the return
--   plan              the plan's number in this load
--   characteristic    female, aged_5_to_9, known_ethnicity, white ... (characteristics.sql)
--   initial_category  NEG, PHY, SAB, EMO, MUL
SELECT p.return_id, p.plan, c.characteristic, p.initial_category
FROM child_protection_plans p
JOIN characteristics c ON c.child_row = p.child_row
WHERE p.open_at_31_march
