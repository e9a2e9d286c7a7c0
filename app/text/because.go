package text

// This file says in the person's language why the operating system refused
// something.

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// reasons are the keys of what is refused most often.
var reasons = []struct {
	is  error
	key string
}{
	{fs.ErrPermission, "a.because.permission"}, {fs.ErrNotExist, "a.because.missing"}, {fs.ErrExist, "a.because.exists"},
	{syscall.EROFS, "a.because.readonly"},
}

// exhausted are the keys of what a system runs out of. In other processes too, from
// which an error comes as text.
var exhausted = []struct {
	is  syscall.Errno
	key string
}{
	{syscall.ENOSPC, "a.because.full"}, {syscall.EMFILE, "a.because.files"}, {syscall.ENFILE, "a.because.files"},
	{syscall.ENOMEM, "a.because.memory"}, {syscall.EAGAIN, "a.because.processes"},
}

// Because is why something was refused: in the language of now for what happens
// often, else in the operating system's words.
func Because(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.is) {
			return X(r.key)
		}
	}
	for _, r := range exhausted {
		if errors.Is(err, r.is) || strings.Contains(err.Error(), r.is.Error()) {
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
