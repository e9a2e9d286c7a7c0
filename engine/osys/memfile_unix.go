//go:build unix

package osys

import "os"

// unlinkedFile is a temporary file whose name is gone already.
func unlinkedFile() (*os.File, error) {
	f, err := os.CreateTemp("", "corelanes-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
