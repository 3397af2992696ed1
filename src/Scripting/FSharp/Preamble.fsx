// What every F# cell can use without an open: the first cell of a session runs on top of it.
open System
open System.IO
open System.Linq
open System.Text
open System.Threading.Tasks
open Microsoft.DotNet.Interactive
open Microsoft.DotNet.Interactive.Formatting
open type Microsoft.DotNet.Interactive.Kernel

// Names that older notebooks register formatters by.
type Microsoft.DotNet.Interactive.Formatting.Formatter with
    static member SetPreferredMimeTypeFor(valueType: Type, mimeType: string) = Formatter.SetPreferredMimeTypesFor(valueType, mimeType)

// A type of its own rather than an extension: from an extension the compiler would not infer what a formatter takes.
[<AbstractClass; Sealed>]
type Formatter<'T> =
    static member ListExpansionLimit with get () = Microsoft.DotNet.Interactive.Formatting.Formatter<'T>.ListExpansionLimit and set n = Microsoft.DotNet.Interactive.Formatting.Formatter<'T>.ListExpansionLimit <- n
    static member FormatTo(value: 'T, context: FormatContext, ?mimeType: string) = Microsoft.DotNet.Interactive.Formatting.Formatter<'T>.FormatTo(value, context, defaultArg mimeType "text/plain")
    static member Register(formatter: Action<'T, TextWriter>, ?mimeType: string) = Formatter.Register<'T>(formatter, defaultArg mimeType "text/plain")

/// HTML as F# expressions: an element takes its attributes and what it holds.
module Html =
    open System.Collections.Generic
    open Microsoft.AspNetCore.Html

    let attr (name: string) (value: string) = KeyValuePair<string, obj>(name, value)
    let _class = attr "class"
    let _id = attr "id"
    let _style (declarations: string list) = attr "style" (String.Join("; ", declarations))
    let _href = attr "href"
    let _src = attr "src"
    let _alt = attr "alt"
    let _title = attr "title"
    let _target = attr "target"
    let _type = attr "type"
    let _name = attr "name"
    let _value = attr "value"
    let _width = attr "width"
    let _height = attr "height"
    let _colspan = attr "colspan"
    let _rowspan = attr "rowspan"

    let str (text: string) = Microsoft.DotNet.Interactive.Formatting.Html.HtmlEncode text
    let rawText (markup: string) = HtmlString markup :> IHtmlContent
    let emptyText = rawText ""

    // What is no markup is written as the text it is displayed by.
    let private write (context: FormatContext) (part: obj) =
        match part with
        | :? IHtmlContent as markup -> markup.WriteTo(context.Writer, Encodings.Web.HtmlEncoder.Default)
        | value -> (str (value.ToDisplayString "text/plain")).WriteTo(context.Writer, Encodings.Web.HtmlEncoder.Default)

    let tag (name: string) (attributes: KeyValuePair<string, obj> list) (content: obj list) =
        let element = HtmlTag(name, (fun (context: FormatContext) -> content |> List.iter (write context)))
        for attribute in attributes do element.HtmlAttributes.Add attribute
        element :> IHtmlContent

    let voidTag (name: string) (attributes: KeyValuePair<string, obj> list) =
        let element = HtmlTag(name, IsSelfClosing = true)
        for attribute in attributes do element.HtmlAttributes.Add attribute
        element :> IHtmlContent

    let a = tag "a"
    let article = tag "article"
    let aside = tag "aside"
    let b = tag "b"
    let blockquote = tag "blockquote"
    let button = tag "button"
    let caption = tag "caption"
    let code = tag "code"
    let dd = tag "dd"
    let details = tag "details"
    let div = tag "div"
    let dl = tag "dl"
    let dt = tag "dt"
    let em = tag "em"
    let figure = tag "figure"
    let footer = tag "footer"
    let h1 = tag "h1"
    let h2 = tag "h2"
    let h3 = tag "h3"
    let h4 = tag "h4"
    let h5 = tag "h5"
    let h6 = tag "h6"
    let header = tag "header"
    let i = tag "i"
    let label = tag "label"
    let li = tag "li"
    let main = tag "main"
    let nav = tag "nav"
    let ol = tag "ol"
    let p = tag "p"
    let pre = tag "pre"
    let section = tag "section"
    let small = tag "small"
    let span = tag "span"
    let strong = tag "strong"
    let style = tag "style"
    let sub = tag "sub"
    let summary = tag "summary"
    let sup = tag "sup"
    let svg = tag "svg"
    let table = tag "table"
    let tbody = tag "tbody"
    let td = tag "td"
    let tfoot = tag "tfoot"
    let th = tag "th"
    let thead = tag "thead"
    let tr = tag "tr"
    let u = tag "u"
    let ul = tag "ul"
    let br = voidTag "br"
    let hr = voidTag "hr"
    let img = voidTag "img"
    let input = voidTag "input"
