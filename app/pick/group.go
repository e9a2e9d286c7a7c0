package pick

// This file holds the order of items that belong to groups.

// Grouped brings the items of a group together, groups in the order of their
// first items.
func Grouped(items []Item) []Item {
	var out []Item
	done := map[string]bool{}
	for _, x := range items {
		if done[x.Group] {
			continue
		}
		done[x.Group] = true
		for _, y := range items {
			if y.Group == x.Group {
				out = append(out, y)
			}
		}
	}
	return out
}
