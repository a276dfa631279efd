/** Which secrets of a monitor are set, and since when: a JSON object of names and Unix times (ms). */
export const monitorSecretsSchema = "ALTER TABLE monitors ADD COLUMN secrets TEXT NOT NULL DEFAULT '{}';";
