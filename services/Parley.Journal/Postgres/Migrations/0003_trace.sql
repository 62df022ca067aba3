-- What led to what is due and to the calls still to be made, for traces alone; see Append.Trace.
ALTER TABLE journal ADD COLUMN trace bytea;
