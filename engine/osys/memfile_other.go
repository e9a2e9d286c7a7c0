//go:build unix && !linux

package osys

import "os"

func namelessFile() (*os.File, error) { return unlinkedFile() }
