-- Lists that had to read and sort whole tables: the public shows, one person's entries of the log, every endpoint.
CREATE INDEX "Show_visibility_createdAt_id_idx" ON "Show"("visibility", "createdAt", "id");
CREATE INDEX "AuditEntry_actorId_position_idx" ON "AuditEntry"("actorId", "position");
DROP INDEX "AuditEntry_actorId_idx";
CREATE INDEX "WebhookEndpoint_createdAt_id_idx" ON "WebhookEndpoint"("createdAt", "id");
