/** What the operating system said, without its jargon. */
export function reason(error) {
  const known = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'it does not exist',
    EEXIST: 'it exists already',
    ELOOP: 'its symbolic links lead in a circle',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is not a directory',
    ENAMETOOLONG: 'its name is too long',
    ENOSPC: 'the disk is full',
    EMFILE: 'too many files are open',
  };
  return known[error.code] ?? error.message;
}
