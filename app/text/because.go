package text

// This file says in the person's language why the operating system refused
// something.

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// reasons are the keys of what is refused most often.
var reasons = []struct {
	is  error
	key string
}{
	{fs.ErrPermission, "a.because.permission"}, {fs.ErrNotExist, "a.because.missing"}, {fs.ErrExist, "a.because.exists"},
	{syscall.ENOSPC, "a.because.full"}, {syscall.EROFS, "a.because.readonly"},
}

// Because is why something was refused: in the language of now for what happens
// often, else in the operating system's words.
func Because(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.is) {
			return X(r.key)
		}
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return err.Error()
}
