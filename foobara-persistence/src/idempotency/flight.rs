use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use super::request::Request;

/// The runs with a key that are under way in this process, by the ids of their requests.
#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<String, Arc<Flight>>>);

/// A run with a key.
pub(super) struct Flight {
    pub(super) request: Request,
    /// The version of an expired answer whose place the new one takes.
    pub(super) replaces: OnceLock<u32>,
    stage: Mutex<Stage>,
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is not executing yet.
    #[default]
    Preparing,
    /// Another run has the key.
    Taken,
    /// It has the key, and is executing.
    Executing,
    /// It has executed, and this answer lasts if the run does.
    Answered(String),
}

/// A run that is under way until this is dropped.
pub(super) struct InFlight<'a> {
    flights: &'a Flights,
    flight: Arc<Flight>,
}

impl Flights {
    /// Returns the run with this id.
    pub(super) fn of(&self, id: &str) -> Option<Arc<Flight>> {
        self.lock().get(id).cloned()
    }

    /// Says that a run is under way; `None` if there is another with the same id.
    pub(super) fn enter(&self, request: Request) -> Option<InFlight<'_>> {
        match self.lock().entry(request.id.clone()) {
            Entry::Occupied(_) => None,
            Entry::Vacant(place) => {
                let flight = place.insert(Arc::new(Flight::new(request)));
                Some(InFlight {
                    flights: self,
                    flight: Arc::clone(flight),
                })
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Flight>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    fn new(request: Request) -> Self {
        Self {
            request,
            replaces: OnceLock::new(),
            stage: Mutex::default(),
        }
    }

    /// Returns how far it has come.
    pub(super) fn stage(&self) -> Stage {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn reach(&self, stage: Stage) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }
}

impl Deref for InFlight<'_> {
    type Target = Flight;

    fn deref(&self) -> &Flight {
        &self.flight
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.flights.lock().remove(&self.flight.request.id);
    }
}
