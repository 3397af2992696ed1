using Notebooks;

namespace Reader.Pages;

/// <summary>Where the links of notebooks lead from their pages.</summary>
internal interface IPageLinks
{
    /// <summary>The address, on the page of <paramref name="from"/>, of what <paramref name="url"/> means in the notebook.</summary>
    string Resolve(string url, NotebookDocument from);
}
