//! Maps and sets in key order, as sorted vectors.
//!
//! The standard B-trees are made anew for each pair of types and were an eighth of the WebAssembly module. These are a
//! tree of one level: chunks of entries, so that inserting in any order stays cheap, and most maps are one chunk.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Flatten;
use std::ops::Index;
use std::{slice, vec};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};

/// A longer chunk is split before it takes another entry.
const CHUNK: usize = 256;

/// A map in the order of its keys.
#[derive(Clone)]
pub struct SortedMap<K, V> {
    /// Each sorted, none empty, all keys of one below those of the next.
    chunks: Vec<Vec<(K, V)>>,
}

/// Chunk and place in it.
type Place = (usize, usize);

impl<K: Ord, V> SortedMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        SortedMap { chunks: Vec::new() }
    }

    /// Where a key is, or belongs.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Place, Place>
    where
        K: Borrow<Q>,
    {
        let below = |chunk: &Vec<(K, V)>| chunk.last().is_some_and(|(last, _)| last.borrow() < key);
        let number = match self.chunks.last() {
            // Most maps are filled in order.
            Some(last) if below(last) => return Err((self.chunks.len() - 1, last.len())),
            _ => self.chunks.partition_point(below),
        };
        let Some(chunk) = self.chunks.get(number) else { return Err((0, 0)) };
        match chunk.binary_search_by(|(known, _)| known.borrow().cmp(key)) {
            Ok(at) => Ok((number, at)),
            Err(at) => Err((number, at)),
        }
    }

    /// Puts a new entry where [`find`](Self::find) said; gives back where it is.
    fn put(&mut self, (mut number, mut at): Place, entry: (K, V)) -> Place {
        let Some(chunk) = self.chunks.get_mut(number) else {
            self.chunks.push(vec![entry]);
            return (0, 0);
        };
        if chunk.len() >= CHUNK {
            // A chunk that is appended to stays full; any other is halved.
            let half = if at == chunk.len() { at } else { chunk.len() / 2 };
            let rest = chunk.split_off(half);
            if at >= half {
                (number, at) = (number + 1, at - half);
                self.chunks.insert(number, rest);
            } else {
                self.chunks.insert(number + 1, rest);
            }
        }
        self.chunks[number].insert(at, entry);
        (number, at)
    }

    fn at(&self, (number, at): Place) -> &(K, V) {
        &self.chunks[number][at]
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|place| &self.at(place).1)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (number, at) = self.find(key).ok()?;
        Some(&mut self.chunks[number][at].1)
    }

    /// Whether a key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Sets the value of a key; gives back the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok((number, at)) => Some(std::mem::replace(&mut self.chunks[number][at].1, value)),
            Err(place) => {
                self.put(place, (key, value));
                None
            }
        }
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (number, at) = self.find(key).ok()?;
        let (_, value) = self.chunks[number].remove(at);
        if self.chunks[number].is_empty() {
            self.chunks.remove(number);
        }
        Some(value)
    }

    /// The value of a key, made where it is not there yet.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let (number, at) = match self.find(&key) {
            Ok(place) => place,
            Err(place) => self.put(place, (key, make())),
        };
        &mut self.chunks[number][at].1
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Entries in key order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.chunks.iter().flatten())
    }

    /// Entries from this key on.
    pub fn from_key<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)>
    where
        K: Borrow<Q>,
    {
        let (Ok((number, at)) | Err((number, at))) = self.find(key);
        let chunks = self.chunks.get(number..).unwrap_or_default();
        chunks.iter().flatten().skip(at).map(|(key, value)| (key, value))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// Values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// Values in the order of their keys, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.chunks.iter_mut().flatten().map(|(_, value)| value)
    }

    /// Takes the values in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V: Default> SortedMap<K, V> {
    /// The value of a key, the default where it is not there yet.
    pub fn get_or_default(&mut self, key: K) -> &mut V {
        self.get_or_insert_with(key, V::default)
    }
}

/// Entries of a [`SortedMap`] in key order.
pub struct Iter<'a, K, V>(Flatten<slice::Iter<'a, Vec<(K, V)>>>);

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<'a, K: Ord, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = Flatten<vec::IntoIter<Vec<(K, V)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.chunks.into_iter().flatten()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    /// Of equal keys the last one counts.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<(K, V)> = entries.into_iter().collect();
        if !entries.is_sorted_by(|(a, _), (b, _)| a < b) {
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            entries.dedup_by(|later, earlier| {
                let equal = later.0 == earlier.0;
                if equal {
                    std::mem::swap(&mut later.1, &mut earlier.1);
                }
                equal
            });
        }
        SortedMap { chunks: if entries.is_empty() { Vec::new() } else { vec![entries] } }
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Ord, V: Eq> Eq for SortedMap<K, V> {}

impl<K: Ord, V: PartialOrd> PartialOrd for SortedMap<K, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}

impl<K: Ord, V: Ord> Ord for SortedMap<K, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        SortedMap { chunks: Vec::new() }
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for SortedMap<K, V> {
    type Output = V;

    /// As of the standard maps: the key must be there.
    fn index(&self, key: &Q) -> &V {
        let place = self.find(key).unwrap_or((usize::MAX, 0));
        &self.at(place).1
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for SortedMap<String, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<V>(SortedMap<String, V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = SortedMap<String, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Self::Value, A::Error> {
                while let Some((key, value)) = entries.next_entry()? {
                    self.0.insert(key, value);
                }
                Ok(self.0)
            }
        }

        deserializer.deserialize_map(Entries(SortedMap::new()))
    }
}

/// A set in order.
#[derive(Clone)]
pub struct SortedSet<T> {
    items: SortedMap<T, ()>,
}

impl<T: Ord> SortedSet<T> {
    /// A set without items.
    pub const fn new() -> Self {
        SortedSet { items: SortedMap::new() }
    }

    /// Adds an item; tells whether it is new.
    pub fn insert(&mut self, item: T) -> bool {
        self.items.insert(item, ()).is_none()
    }

    /// Takes an item out; tells whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.items.remove(item).is_some()
    }

    /// Whether an item is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.items.contains_key(item)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.items.keys()
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        SortedSet { items: SortedMap::default() }
    }
}

impl<T: Ord> PartialEq for SortedSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T: Ord> Eq for SortedSet<T> {}

impl<T: Ord> PartialOrd for SortedSet<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for SortedSet<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.items.cmp(&other.items)
    }
}

impl<T: Ord + fmt::Debug> fmt::Debug for SortedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        SortedSet { items: items.into_iter().map(|item| (item, ())).collect() }
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.items.extend(items.into_iter().map(|item| (item, ())));
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::iter::Map<Flatten<vec::IntoIter<Vec<(T, ())>>>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter().map(|(item, ())| item)
    }
}

impl<'a, T: Ord> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = std::iter::Map<Iter<'a, T, ()>, fn((&'a T, &'a ())) -> &'a T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter().map(|(item, ())| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in an order that is neither up nor down.
    fn shuffled() -> impl Iterator<Item = u32> {
        (0..2_000_u32).map(|number| number * 7_919 % 2_003)
    }

    #[test]
    fn inserting_and_removing_in_any_order_keeps_the_order() {
        let mut map = SortedMap::new();
        for number in shuffled() {
            assert_eq!(map.insert(number, number + 1), None);
            assert_eq!(map.insert(number, number), Some(number + 1));
        }
        let mut wanted: Vec<u32> = shuffled().collect();
        wanted.sort_unstable();
        assert!(map.keys().eq(&wanted) && map.keys().rev().eq(wanted.iter().rev()));
        assert_eq!(map, shuffled().map(|number| (number, number)).collect());
        for number in shuffled().filter(|number| number % 3 == 0) {
            assert_eq!(map.remove(&number), Some(number));
            assert_eq!((map.remove(&number), map.get(&number)), (None, None));
        }
        wanted.retain(|number| number % 3 != 0);
        assert!(map.values().eq(&wanted));
        let from: Vec<u32> = map.from_key(&1_000).map(|(key, _)| *key).collect();
        assert!(from.iter().eq(wanted.iter().filter(|number| **number >= 1_000)));
    }

    #[test]
    fn of_equal_keys_the_last_one_counts() {
        let map: SortedMap<_, _> = [("b", 1), ("a", 2), ("b", 3), ("a", 4), ("b", 5)].into();
        assert!(map.iter().eq([(&"a", &4), (&"b", &5)]));
        assert_eq!((map.len(), map.get("b")), (2, Some(&5)));
    }

    #[test]
    fn what_is_not_there_is_made_once() {
        let mut map: SortedMap<u32, Vec<u32>> = SortedMap::new();
        for number in shuffled() {
            map.get_or_default(number % 10).push(number);
        }
        assert_eq!((map.len(), map.values().map(Vec::len).sum::<usize>()), (10, 2_000));
    }
}
