-- Until now the words of these two columns changed nothing: every show had the house's profile, `low` unless it was
-- set otherwise, and the automatic layout. Shows keep what their audience saw; from now on the words count.
UPDATE "Show" SET "profile" = 'low' WHERE "profile" IN ('light', 'standard', 'high');
UPDATE "Show" SET "layout" = 'auto';
