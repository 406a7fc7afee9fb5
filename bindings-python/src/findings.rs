//! Findings: judged at once, told in full only when asked.

use crate::border::{give, raise};
use crate::rule_names::{no_rule, place};
use aftersales::facts::Facts;
use aftersales::findings::{self as judged, Answer, judge};
use aftersales::procedure::evaluate::Classified;
use aftersales::procedure::guard::Truth;
use aftersales::procedure::model::Procedure;
use aftersales::wire::FindingView;
use aftersales::{Error, Problem};
use pyo3::exceptions::PyIndexError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyString};
use std::sync::Arc;

/// Facts and what a procedure says of them, judged once.
struct Told {
    procedure: Arc<Procedure>,
    facts: Facts,
    answers: Vec<Answer>,
}

impl Told {
    fn judged(&self) -> judged::Findings<'_, Facts> {
        judged::Findings::kept(&self.procedure, &self.facts, &self.answers)
    }
}

/// The answers of all checks and classes, in file order, checks first: `findings[0]`, `findings["label-mismatch"]`, by
/// the spelling of its column, `findings["label_mismatch"]`, or by either label.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct Findings {
    told: Arc<Told>,
}

impl Findings {
    pub(crate) fn new(procedure: Arc<Procedure>, facts: Facts) -> Self {
        let answers = judge(&procedure, &facts).into_answers();
        Self { told: Arc::new(Told { procedure, facts, answers }) }
    }

    fn at(&self, place: usize) -> Finding {
        Finding { told: self.told.clone(), place, view: PyOnceLock::new() }
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let checks = self.told.procedure.checks.iter().map(|c| c.id.as_str());
        checks.chain(self.told.procedure.classes.iter().map(|c| c.id.as_str()))
    }
}

#[pymethods]
impl Findings {
    fn __len__(&self) -> usize {
        self.told.answers.len()
    }

    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Finding> {
        if let Ok(id) = key.cast::<PyString>() {
            let id = id.to_cow()?;
            return match place(&self.told.procedure, &id) {
                Some(place) => Ok(self.at(place)),
                None => Err(no_rule(key.py(), &self.told.procedure, &id)),
            };
        }
        let asked: isize = key.extract()?;
        let length = self.__len__();
        let place = if asked < 0 { length.checked_add_signed(asked) } else { usize::try_from(asked).ok() };
        match place {
            Some(place) if place < length => Ok(self.at(place)),
            _ => Err(PyIndexError::new_err(format!("there are {length} findings"))),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let all: Vec<Finding> = (0..self.__len__()).map(|place| self.at(place)).collect();
        PyList::new(py, all.into_iter().map(|f| Py::new(py, f)).collect::<PyResult<Vec<_>>>()?)?
            .call_method0("__iter__")
    }

    fn __contains__(&self, id: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(id) = id.cast::<PyString>() else { return Ok(false) };
        Ok(place(&self.told.procedure, &id.to_cow()?).is_some())
    }

    /// The ids of all checks and classes.
    fn keys(&self) -> Vec<&str> {
        self.ids().collect()
    }

    /// Ids of all that follows, in file order.
    #[getter]
    fn actions(&self) -> Vec<&str> {
        self.told.judged().actions()
    }

    /// What is wrong with the facts: list of Problem.
    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let problems = PyList::empty(py);
        for problem in self.told.facts.problems() {
            problems.append(decoded(py, "aftersales.errors", "Problem", give(py, problem)?)?)?;
        }
        Ok(problems.into_any())
    }

    /// What a notebook shows.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("aftersales.html.answers")?.call_method1("findings", (slf,))
    }

    fn __repr__(&self) -> String {
        let judged = self.told.judged();
        let told: Vec<String> = judged.iter().map(|f| format!("{}: {}", f.id(), f.answer_id())).collect();
        format!("<Findings {}>", told.join(", "))
    }
}

/// One answer, with everything it rests on.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct Finding {
    told: Arc<Told>,
    place: usize,
    view: PyOnceLock<Py<PyAny>>,
}

impl Finding {
    /// The Python dataclass with all that the core says, built once.
    fn in_full<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let view = self.view.get_or_try_init(py, || {
            let judged = self.told.judged();
            let finding = judged.iter().nth(self.place).ok_or_else(|| PyIndexError::new_err(self.place))?;
            let dict = give(py, &FindingView::new(&self.told.procedure, &finding))?;
            decoded(py, "aftersales.results", "FindingView", dict).map(Bound::unbind)
        })?;
        Ok(view.bind(py))
    }

    fn answer_id(&self) -> String {
        self.told.judged().iter().nth(self.place).map(|f| f.answer_id()).unwrap_or_default()
    }

    fn part<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.in_full(py)?.getattr(name)
    }
}

#[pymethods]
impl Finding {
    /// "yes", "no" or "undetermined"; of a class its result, "unclassified" or "undetermined".
    #[getter]
    fn answer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        match self.told.answers.get(self.place) {
            Some(Answer::Check(Truth::Yes)) => Ok(intern!(py, "yes").clone()),
            Some(Answer::Check(Truth::No)) => Ok(intern!(py, "no").clone()),
            Some(
                Answer::Check(Truth::Undetermined)
                | Answer::Class(Classified::Undetermined | Classified::Conflict(..)),
            ) => Ok(intern!(py, "undetermined").clone()),
            Some(Answer::Class(Classified::One(result))) => {
                let place = self.place.saturating_sub(self.told.procedure.checks.len());
                let class = self.told.procedure.classes.at(place).map(|at| &self.told.procedure.classes[at]);
                Ok(PyString::new(py, class.map_or("", |class| &class.results[*result].id)))
            }
            _ => Ok(PyString::new(py, &self.answer_id())),
        }
    }

    /// The id of the check or class.
    #[getter]
    fn id(&self) -> &str {
        let p = &self.told.procedure;
        let mut ids = p.checks.iter().map(|c| c.id.as_str()).chain(p.classes.iter().map(|c| c.id.as_str()));
        ids.nth(self.place).unwrap_or_default()
    }

    /// The smallest change of the numerator that flips the answer (minus: fewer); None if none can.
    #[getter]
    fn margin(&self) -> Option<i64> {
        self.told.judged().iter().nth(self.place).and_then(|f| f.margin())
    }

    /// Everything about the answer, as a dataclass.
    #[getter]
    fn view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.in_full(py).cloned()
    }

    /// Why, in one paragraph.
    #[pyo3(signature = (lang = "zh"))]
    fn explain<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "reason")?.call1((lang,))
    }

    /// "check" or "class".
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "kind")
    }

    /// What it is called.
    #[getter]
    fn label<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "label")
    }

    /// The answer in words.
    #[getter]
    fn answer_label<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "answer_label")
    }

    /// Result ids of a class.
    #[getter]
    fn results<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "results")
    }

    /// The measured share, exact; None if there is none.
    #[getter]
    fn rate<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "rate")
    }

    /// The bound: "> 3%".
    #[getter]
    fn threshold<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "threshold")
    }

    /// What would settle an undetermined answer.
    #[getter]
    fn missing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "missing")
    }

    /// The clause as printed.
    #[getter]
    fn clause<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "clause")
    }

    /// Our own description, where no clause is printed.
    #[getter]
    fn place<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "place")
    }

    /// How well the document supports the rule.
    #[getter]
    fn basis<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "basis")
    }

    /// Its ids in the rule book.
    #[getter]
    fn refs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "refs")
    }

    /// The operative words of the document.
    #[getter]
    fn words<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "words")
    }

    /// The readings it depends on.
    #[getter]
    fn readings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "readings")
    }

    /// The first reading it depends on.
    #[getter]
    fn reading<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "reading")
    }

    /// Ids of what follows.
    #[getter]
    fn then<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "then")
    }

    /// What is wrong with facts it would need.
    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "problems")
    }

    /// Yes is true and no is false; anything else is neither and raises.
    fn __bool__(&self, py: Python<'_>) -> PyResult<bool> {
        match self.told.answers.get(self.place) {
            Some(Answer::Check(Truth::Yes)) => Ok(true),
            Some(Answer::Check(Truth::No)) => Ok(false),
            _ => Err(raise(py, &neither(self.id(), &self.answer_id()))),
        }
    }

    /// What a notebook shows.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("aftersales.html.answers")?.call_method1("finding", (slf,))
    }

    fn __repr__(&self) -> String {
        format!("<Finding {}: {}>", self.id(), self.answer_id())
    }
}

/// A dict of the core as a dataclass of the package.
pub(crate) fn decoded<'py>(
    py: Python<'py>,
    module: &str,
    name: &str,
    dict: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    static DECODE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let kind = py.import(module)?.getattr(name)?;
    DECODE.import(py, "aftersales._decode", "decode")?.call1((kind, dict))
}

fn neither(id: &str, answer: &str) -> Error {
    Error::Table(vec![
        Problem::new(
            "findings/truth",
            format!("`{id}` 的结论是 {answer}，既不是“是”也不是“否”"),
            format!("`{id}` answers {answer}, which is neither yes nor no"),
        )
        .help("请看 .answer 和 .missing", "look at .answer and .missing"),
    ])
}
