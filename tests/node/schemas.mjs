// Schemas of formats whose makers describe them in words, or in a schema that no package carries.

/**
 * GitLab code quality. Required members and their types are those by which GitLab refuses an entry, and with it all that
 * follow: app/validators/json_schemas/codeclimate.json of https://gitlab.com/gitlab-org/gitlab-foss. The rest is how the
 * documentation tells tools to fill them: https://docs.gitlab.com/ci/testing/code_quality/
 */
export const codeQuality = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string' },
      check_name: { type: 'string' },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32,}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          // Relative to the repository; GitLab shows nothing for a path that begins with ./
          path: { type: 'string', pattern: '^(?!\\.?/)' },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: {
              begin: { type: 'integer', minimum: 1 },
              end: { type: 'integer', minimum: 1 },
            },
          },
        },
      },
    },
  },
};
