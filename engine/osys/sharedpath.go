package osys

// This file holds where shared memory with a name lies: in the system's own
// directory for it where there is one, under the name of the run that it
// belongs to.

import (
	"os"
	"runtime"
)

// sharedDir is the directory for shared memory, or else for temporary files.
func sharedDir() string {
	if runtime.GOOS == "linux" {
		if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
			return "/dev/shm"
		}
	}
	return os.TempDir()
}

// SharedPath is the path of shared memory with a name, of the run whose files
// lie in dir.
func SharedPath(dir, name string) string {
	return Join(sharedDir(), Base(dir)+"."+name)
}

// RemoveShared removes the names of shared memory that match a pattern for the
// name of the run's directory, and is what was there.
func RemoveShared(pattern string) []string {
	var gone []string
	for _, path := range matching(sharedDir(), pattern+".*") {
		if os.RemoveAll(path) == nil { // a file, or a folder of files
			gone = append(gone, path)
		}
	}
	return gone
}
