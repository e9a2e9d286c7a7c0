package conduct

// SearchFrom says of how many events a run must have more to be told to have ended before
// it is searched.
func (c *Conductor) SearchFrom(n int) { c.searchFrom = n }
