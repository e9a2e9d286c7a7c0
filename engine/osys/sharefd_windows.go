package osys

import (
	"errors"
	"os"
)

// ErrNotOffered is returned when nobody offers a file of that name.
var ErrNotOffered = errors.New("open files are not handed between processes on Windows")

// FileShare offers open files by name: not on Windows.
type FileShare struct{}

// NewFileShare is ErrNotOffered.
func NewFileShare(string) (*FileShare, error) { return nil, ErrNotOffered }

// Offer does nothing.
func (*FileShare) Offer(string, int) {}

// OfferOnce does nothing.
func (*FileShare) OfferOnce(string, int) {}

// Withdraw is false.
func (*FileShare) Withdraw(string) bool { return false }

// Close does nothing.
func (*FileShare) Close() {}

// FetchFile is ErrNotOffered.
func FetchFile(string, string) (*os.File, error) { return nil, ErrNotOffered }
