using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

public sealed class DeclarationsTests
{
    private const string Sample = """
        using System;

        namespace Sample;

        /// <summary>class Nothing { }</summary>
        [Obsolete("x(")]
        public sealed partial class Outer<T>(int a, Dictionary<int, string> b) : Base(a)
            where T : struct
        {
            private readonly int[] numbers = [1, 2, 3];
            private static readonly Dictionary<int, string> Words = new()
            {
                [1] = Make(1),
                [2] = "}",
            };

            [Fact]
            public Outer(int a, (int X, int Y) b, Func<int, int> c = null, params string[] d)
                : this(a, null)
            {
                numbers = new[] { a };
            }

            public int Count { get; } = Make(3);

            public int Longer => Words switch
            {
                null => 1,
                _ => 2,
            };

            public (int A, int B) Pair { get; init; }

            public static bool operator ==(Outer<T> a, Outer<T> b) => true;

            public (int, int) Both(int a) => (a, a);

            public T Read<U>(U from, int count)
                where U : class, new()
            {
                return default;
            }

            private record struct Inner(int A, int B, int C);

            private enum Kind { A, B }
        }

        internal interface ISecond
        {
            void Do(int a);
        }
        """;

    private readonly SourceFile source = new("src/Outer.cs", Sample);

    [Fact]
    public void Types_are_found_with_kind_name_and_line() => Assert.Equal(
        [("class", "Outer", 6, true), ("record struct", "Inner", 44, false), ("enum", "Kind", 46, false), ("interface", "ISecond", 49, true)],
        source.Types.Select(type => (type.Kind, type.Name, type.Line, type.IsTopLevel)));

    [Fact]
    public void Constructors_are_found_with_their_parameters() => Assert.Equal(
        [("Outer", 2), ("Outer", 4), ("Inner", 3)],
        source.Types.SelectMany(type => type.Callables).Where(callable => callable.IsConstructor)
            .Select(callable => (callable.Name, callable.Parameters)));

    [Fact]
    public void Members_are_found_with_their_lines_and_fields_are_none() => Assert.Equal(
        [("Count", 1), ("Longer", 5), ("Pair", 1), ("==", 1), ("Both", 1), ("Read", 5), ("Do", 1)],
        source.Types.SelectMany(type => type.Callables).Where(callable => !callable.IsConstructor)
            .Select(callable => (callable.Name, callable.Lines)));
}
