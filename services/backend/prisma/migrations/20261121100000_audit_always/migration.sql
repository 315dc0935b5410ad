-- The audit log refuses changes in sessions too that say they only replicate, where ordinary triggers are left out.
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_no_change, ENABLE ALWAYS TRIGGER audit_log_no_truncate;
