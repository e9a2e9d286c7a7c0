// Package web is what speaks HTTP: the sessions of scenarios that download, and
// the server they talk to.
//
// It lies apart because Go's network packages are initialised late, after much
// of the window's toolkit: only the processes that need them wait for them (see
// package late).
//
// This file holds the sessions of a process.
package web

import (
	"bytes"

	"corelanes/engine/work"
)

// Client is a work.HTTP whose sessions belong to the workers' threads.
type Client struct{}

// Get is as in work.HTTP.
func (Client) Get(w work.Worker, address string) (int64, error) {
	s := w.Local("http session", func() any { return newSession() }).(*session)
	return s.get(w, address, nil)
}

// Content is as in work.HTTP.
func (Client) Content(w work.Worker, address string) ([]byte, error) {
	s := w.Local("http session", func() any { return newSession() }).(*session)
	var page bytes.Buffer
	_, err := s.get(w, address, &page)
	return page.Bytes(), err
}
