package osys

import "os"

// OpenSocket is ErrNotOffered.
func OpenSocket(*os.File, Watcher) (*Socket, error) { return nil, ErrNotOffered }

// OpenDescriptor is ErrNotOffered.
func OpenDescriptor(int, Watcher) (*Socket, error) { return nil, ErrNotOffered }

// CloseDescriptor does nothing.
func CloseDescriptor(int) {}

// Duplicate is ErrNotOffered.
func Duplicate(int) (int, error) { return -1, ErrNotOffered }
