/**
 * How the embedded server runs: for a district on a machine of two cores that does other things too.
 * Given at every start, so that a newer program brings its own.
 */
export const usualSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  cluster_name: 'huxin',

  shared_buffers: '256MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // Containers give 64 MB to POSIX shared memory; System V's, which PostgreSQL needs anyway, has no such limit.
  ...(process.platform === 'linux' ? { dynamic_shared_memory_type: 'sysv' } : {}),

  synchronous_commit: 'on',
  wal_compression: 'on',
  max_wal_size: '2GB',

  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',

  // What a failed statement said, and with which values, is personal data: the program that sent it
  // hears of it, the log does not ('log' is above 'error' in this setting's order).
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
}
