package control

// TryAll has a search try every order, also of independent steps.
func TryAll(s *Search) { s.all = true }
