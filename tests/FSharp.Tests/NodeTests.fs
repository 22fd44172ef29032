/// The signs and methods of nodes, as F# writes them.
module Dataflow.FSharp.Tests.NodeTests

open System
open Dataflow
open System.Threading.Tasks
open Xunit

let private flow = new Context()
let private a = flow.Variable<float>("a")
let private b = flow.Variable<float>("b")
a.Assign [| 1.0; 2.0; -3.0 |]
b.Assign [| 4.0; 2.0; 5.0 |]

let private isNow (expected: float list) (node: LazyArray<float>) =
    Assert.Equal<float list>(expected, List.ofArray (node.Eval().ToArray()))

[<Fact>]
let Signs_BetweenNodes_BuildFormulas () =
    a + b |> isNow [ 5.0; 4.0; 2.0 ]
    a - b |> isNow [ -3.0; 0.0; -8.0 ]
    a * b |> isNow [ 4.0; 4.0; -15.0 ]
    b / a |> isNow [ 4.0; 1.0; 5.0 / -3.0 ]
    b % a |> isNow [ 0.0; 0.0; 2.0 ]
    -a |> isNow [ -1.0; -2.0; 3.0 ]

[<Fact>]
let Signs_BesideNumbers_BuildFormulas () =
    a + 1.0 |> isNow [ 2.0; 3.0; -2.0 ]
    1.0 + a |> isNow [ 2.0; 3.0; -2.0 ]
    a - 1.0 |> isNow [ 0.0; 1.0; -4.0 ]
    1.0 - a |> isNow [ 0.0; -1.0; 4.0 ]
    2.0 * a |> isNow [ 2.0; 4.0; -6.0 ]
    a * 2.0 |> isNow [ 2.0; 4.0; -6.0 ]
    a / 2.0 |> isNow [ 0.5; 1.0; -1.5 ]
    6.0 / a |> isNow [ 6.0; 3.0; -2.0 ]
    a % 2.0 |> isNow [ 1.0; 0.0; -1.0 ]
    7.0 % b |> isNow [ 3.0; 1.0; 2.0 ]

[<Fact>]
let Lines_OfTheTutorial_BuildFormulas () =
    let x = a
    let y = (2.0 * x + 1.0) / (x * x)
    let z = x.Sin().Sum(axis = 0)
    let late = x.Less 3.0, x.Reshape(ReadOnlySpan [| 3L; -1L |])
    y |> isNow [ 3.0; 1.25; -5.0 / 9.0 ]
    z |> isNow [ sin 1.0 + sin 2.0 + sin -3.0 ]
    fst late |> isNow [ 1.0; 1.0; 1.0 ]
    snd late |> isNow [ 1.0; 2.0; -3.0 ]

/// F# keeps < for what is IComparable; the members are there by their names.
[<Fact>]
let Comparisons_ByName_BuildFormulas () =
    LazyArray<float>.op_LessThan (a, b) |> isNow [ 1.0; 0.0; 1.0 ]
    LazyArray<float>.op_GreaterThan (a, b) |> isNow [ 0.0; 0.0; 0.0 ]
    LazyArray<float>.op_LessThanOrEqual (a, b) |> isNow [ 1.0; 1.0; 1.0 ]
    LazyArray<float>.op_GreaterThanOrEqual (a, b) |> isNow [ 0.0; 1.0; 0.0 ]
    LazyArray<float>.op_LessThan (a, 2.0) |> isNow [ 1.0; 0.0; 1.0 ]
    LazyArray<float>.op_GreaterThan (1.5, a) |> isNow [ 1.0; 0.0; 1.0 ]
    a.Less b |> isNow [ 1.0; 0.0; 1.0 ]
    a.GreaterEqual 2.0 |> isNow [ 0.0; 1.0; 0.0 ]

[<Fact>]
let Methods_OfNodes_BuildFormulas () =
    a.Sqr().Sum() |> isNow [ 14.0 ]
    (b.Sqrt() * b.Sqrt()).Round() |> isNow [ 4.0; 2.0; 5.0 ]
    SinOperator.Sin a |> isNow [ sin 1.0; sin 2.0; sin -3.0 ]
    a.Max(axis = 0, keepDims = true) |> isNow [ 2.0 ]
    a.Reshape(ReadOnlySpan [| 3L; 1L |]).Sum(axis = 1) |> isNow [ 1.0; 2.0; -3.0 ]

[<Fact>]
let Signs_OnSingles_StaySingle () =
    let x = flow.Variable<float32>("x")
    x.Assign [| 0.5f; 2.0f |]
    Assert.Equal<float32 list>([ 2.0f; 5.0f ], List.ofArray ((x * 2.0 + 1.0).Eval().ToArray()))
    Assert.Equal<float32 list>([ 0.25f; 4.0f ], List.ofArray ((x * x).Eval().ToArray()))

[<Fact>]
let Transactions_OfBothKinds_AreFilled () : Task =
    task {
        let low, high = flow.Variable<float>("low"), flow.Variable<float>("high")
        flow.Transaction(fun step ->
            step.Assign(low, 10.0)
            step.Assign(high, 12.0))
        high - low |> isNow [ 2.0 ]
        do! flow.TransactionAsync(fun (step: Transaction) -> task { step.Assign(low, 11.0) } :> Task)
        let! width = (high - low).EvalAsync()
        Assert.Equal(1.0, width.ToScalar())
    }
