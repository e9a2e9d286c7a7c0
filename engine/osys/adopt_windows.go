package osys

import "os"

// OpenSocket is ErrNotOffered.
func OpenSocket(*os.File, Watcher) (*Socket, error) { return nil, ErrNotOffered }

// OpenDescriptor is ErrNotOffered.
func OpenDescriptor(int, Watcher) (*Socket, error) { return nil, ErrNotOffered }

// OpenListener is ErrNotOffered.
func OpenListener(*os.File, Address, Watcher) (*Listener, error) { return nil, ErrNotOffered }

// For does nothing.
func (l *Listener) For(Watcher) *Listener { return l }

// For does nothing.
func (s *Socket) For(Watcher) *Socket { return s }

// CloseDescriptor does nothing.
func CloseDescriptor(int) {}

// Duplicate is ErrNotOffered.
func Duplicate(int) (int, error) { return -1, ErrNotOffered }
